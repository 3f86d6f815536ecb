// FindingExport
