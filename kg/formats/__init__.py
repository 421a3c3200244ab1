"""The file formats that articles come in: each module turns bytes into records."""
