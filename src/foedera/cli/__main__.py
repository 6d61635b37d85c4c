from foedera.cli import main

main()
