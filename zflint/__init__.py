"""zflint finds what a careful proofreader of Chinese official documents would find."""

__version__ = "0.1.0"
