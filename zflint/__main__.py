import sys

from zflint.cli import main

sys.exit(main())
