"""From statements to records: whose result it is, equal facts merged, doubts as findings, stable
identities.
"""

from extractors.assemble.profile import Profile, describe_work
from extractors.assemble.records import assemble_records

__all__ = ["Profile", "assemble_records", "describe_work"]
