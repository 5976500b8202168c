"""The griffie's list: out as CSV and XLSX, and in again (parse → validate → apply)."""
