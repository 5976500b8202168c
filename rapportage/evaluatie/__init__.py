"""The term of a plan: its evaluation, and what goes over to the new council. Both rest on the
mirrors of its years."""
