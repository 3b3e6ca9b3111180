"""Who changed what at a table: what is noted (`watched`), where (`noting`), and who reads it (`telling`)."""
