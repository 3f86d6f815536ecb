/// A bounded table of what was used of late; the oldest that nobody asked for since goes first (second chance).
struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var slots: [(key: Key, value: Value, isUsed: Bool)] = []
  private var places: [Key: Int] = [:]
  private var hand = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = max(capacity, 1) }

  mutating func value(of key: Key) -> Value? {
    guard let place = places[key] else { return nil }
    slots[place].isUsed = true
    return slots[place].value
  }

  mutating func keep(_ value: Value, for key: Key) {
    guard places[key] == nil else { return }
    if slots.count < capacity {
      places[key] = slots.count
      slots.append((key, value, false))
      return
    }
    // Ends after one turn at the latest: every mark that is passed goes.
    while slots[hand].isUsed {
      slots[hand].isUsed = false
      hand = (hand + 1) % capacity
    }
    places[slots[hand].key] = nil
    slots[hand] = (key, value, false)
    places[key] = hand
    hand = (hand + 1) % capacity
  }
}
