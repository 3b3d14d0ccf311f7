"""What reading alone must not cost."""

import subprocess
import sys


def test_the_libraries_of_science_are_imported_for_records_only():
    code = "import sys, extractors.extract; print(sorted({'spacy', 'pint', 'pymatgen'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
