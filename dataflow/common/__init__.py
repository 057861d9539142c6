"""What every room stands on: days, files, frozen values, names that come near."""
