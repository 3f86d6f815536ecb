/// The weights of signals as `Tests/evaluation/fit.py` fitted them: data, written by that command.
enum FittedWeights {
  /// Weights by signal id; what is not here has the weight that its rule states.
  static let values: [String: Double] = [:]
}
