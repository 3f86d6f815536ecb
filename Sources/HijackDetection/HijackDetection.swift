// HijackDetection
