"""From a PDF to records: pure stages over frozen values."""
