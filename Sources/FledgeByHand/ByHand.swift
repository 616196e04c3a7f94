/// The lecture's formulas, line by line, with no record and no automatic differentiation: to read, and as an oracle.
///
/// m examples, n inputs, k classes: X is (m, n), labels y ∈ {0, …, k−1}ᵐ, logits H are (m, k), and I_y is the (m, k)
/// one-hot matrix of the labels. A loss is a mean over the m examples, so its gradients carry the factor 1/m.
///
/// Gradients only are computed here; the optimisers that follow them are the library's.
/// After CMU 10-414/714, Deep Learning Systems (Kolter and Chen), lectures 2 and 3.
public enum ByHand {}
