/// h ↦ P⁻¹ h, which brings an affine f's W_h into real Jordan form: what the network keeps, delays, sums and turns, each apart.
///
/// Several tolerances compete, and the form in which the network is described in the fewest bits wins. P may be as
/// ill-conditioned as it likes: what that does to the outputs is checked afterwards.
struct Jordan: Normaliser {
    let name = "jordan"
    /// Eigenvalues that near to one another are taken as one.
    private let nearness = [1e-9, 1e-6, 1e-3, 0.03, 0.1, 0.3]
    private let rankTolerances = [1e-9, 1e-6, 1e-3]

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard let hidden = network.affineTransition?.hidden else { return nil }
        let forms = nearness.flatMap { near in
            rankTolerances.compactMap { JordanForm(of: hidden, nearness: near, rankTolerance: $0) }
        }
        return forms.compactMap { form in
            form.basis.inverse.map { network.changingCoordinates(by: $0, inverse: form.basis) }
        }.shortest
    }
}

/// The real Jordan form of a matrix A that is known up to rounding or the noise that training left.
///
/// The Jordan form is discontinuous: any noise splits the eigenvalues of a chain of length k, by its k-th root. So eigenvalues
/// that lie near one another are taken as one, their mean, which moves only in proportion to the noise. On the invariant
/// subspace of such a group A is D + N, with D semisimple and N nilpotent (Jordan and Chevalley), and chains are read from the
/// null spaces of the powers of N.
///
/// A block of a real eigenvalue λ has λ on its diagonal and ones below, so that a delay line is the shift matrix; a block of a
/// pair a ± bi has the 2×2 blocks [[a, b], [−b, a]] on its diagonal and identities below.
struct JordanForm {
    /// P with A P = P J, the chains' vectors as columns, the longest chain first in each group of eigenvalues.
    let basis: Matrix

    /// Nil where no chains are found at this tolerance.
    ///
    /// - Parameters:
    ///   - matrix: A, square.
    ///   - nearness: eigenvalues linked by distances up to this are one.
    ///   - rankTolerance: singular values up to this, in powers of N, are zero.
    /// - Complexity: O(n⁴)
    init?(of matrix: Matrix, nearness: Double, rankTolerance: Double) {
        guard let eigenvalues = matrix.eigenvalues else { return nil }
        var columns: [[Double]] = []
        for group in EigenvalueGroup.all(eigenvalues, nearness: nearness) {
            guard let space = group.invariantSubspace(of: matrix) else { return nil }
            let part = space.transposed * (matrix * space)
            guard let split = group.split(part),
                let chains = NilpotentChains(of: split.nilpotent, structure: split.structure, rankTolerance: rankTolerance)
            else { return nil }
            for chain in chains.chains { columns += chain.map { space * $0 } }
        }
        guard columns.count == matrix.rows else { return nil }
        basis = Matrix(columns, columns: matrix.rows).transposed
    }
}

/// Eigenvalues that are one but for noise. Of two conjugate groups only the upper one is kept.
private struct EigenvalueGroup {
    private let members: [Eigenvalue]
    /// Their mean, on the real axis where the group is its own conjugate.
    let centre: Eigenvalue

    private init(_ members: [Eigenvalue]) {
        self.members = members
        let count = Double(members.count)
        let isReal = members.contains { $0.imaginary <= 0 }
        centre = Eigenvalue(
            real: members.reduce(0) { $0 + $1.real } / count,
            imaginary: isReal ? 0 : members.reduce(0) { $0 + $1.imaginary } / count)
    }

    /// The connected groups, in the order of their last members; none that lies below the real axis.
    static func all(_ eigenvalues: [Eigenvalue], nearness: Double) -> [EigenvalueGroup] {
        eigenvalues.groups { $0.distance(to: $1) <= nearness }
            .filter { group in group.contains { $0.imaginary >= 0 } }
            .map(EigenvalueGroup.init)
    }

    /// An orthonormal basis, one vector a column, of the null space of Π (A − μ) over the group and its conjugate.
    func invariantSubspace(of matrix: Matrix) -> Matrix? {
        let identity = Matrix.identity(matrix.rows)
        var product = identity
        for member in members where member.imaginary >= 0 {
            let shifted = matrix - member.real * identity
            let square = member.imaginary * member.imaginary
            product = member.imaginary == 0 ? product * shifted : product * (shifted * shifted + square * identity)
            // Only its null space matters: kept from overflowing.
            if product.largestElement > 1 { product = 1 / product.largestElement * product }
        }
        let dimension = centre.imaginary == 0 ? members.count : 2 * members.count
        return SingularVectors(product)?.kernel(rank: matrix.rows - dimension)
    }

    /// `part` as D + N; the structure is (D − a) / b, whose square is −1, and nil for a real eigenvalue.
    func split(_ part: Matrix) -> (nilpotent: Matrix, structure: Matrix?)? {
        let identity = Matrix.identity(part.rows)
        let (a, b) = (centre.real, centre.imaginary)
        guard b != 0 else { return (part - a * identity, nil) }
        // Newton's method for (D − a)² + b² = 0 among the polynomials in A: quadratic, so that a few steps serve any chain.
        var root = part - a * identity
        let square = b * b
        for _ in 0..<8 {
            guard let inverse = (2 * root).inverse else { return nil }
            root = root - (root * root + square * identity) * inverse
        }
        return (part - a * identity - root, 1 / b * root)
    }
}

/// Chains x, N x, N² x, … of a nilpotent matrix that together are a basis.
private struct NilpotentChains {
    /// Longest first; with a structure I, vectors come in pairs x, −I x.
    private(set) var chains: [[[Double]]] = []

    /// Nil where N is not nilpotent at this tolerance.
    init?(of nilpotent: Matrix, structure: Matrix?, rankTolerance: Double) {
        let size = nilpotent.rows
        let kernels = Self.kernels(of: nilpotent, rankTolerance: rankTolerance)
        guard kernels.last?.columns == size else { return nil }
        for length in stride(from: kernels.count - 1, through: 1, by: -1) {
            // What is known of this level already: the level below, and the tails of longer chains.
            var covered = (0..<kernels[length - 1].columns).map(kernels[length - 1].column)
            let width = structure == nil ? 1 : 2
            covered += chains.flatMap { $0[($0.count - length * width)..<($0.count - (length - 1) * width)] }
            while covered.count < kernels[length].columns {
                guard let top = Self.furthest(in: kernels[length], from: covered) else { return nil }
                let tops = [top] + (structure.map { [($0 * top).map { -$0 }] } ?? [])
                covered += tops
                chains.append(Self.chain(tops, nilpotent, length: length))
            }
        }
        guard chains.reduce(0, { $0 + $1.count }) == size else { return nil }
    }

    /// Orthonormal bases of the null spaces of N⁰, N¹, … until one is everything.
    private static func kernels(of nilpotent: Matrix, rankTolerance: Double) -> [Matrix] {
        let size = nilpotent.rows
        var kernels = [Matrix(rows: size, columns: 0)]
        var power = Matrix.identity(size)
        while let last = kernels.last, last.columns < size, kernels.count <= size {
            power = power * nilpotent
            guard let system = SingularVectors(power) else { break }
            kernels.append(system.kernel(rank: system.rank(above: rankTolerance)))
        }
        return kernels
    }

    /// The unit vector in a subspace that is furthest from the span of `covered`.
    private static func furthest(in space: Matrix, from covered: [[Double]]) -> [Double]? {
        let known = Matrix(covered, columns: space.rows)
        guard let system = SingularVectors(known) else { return nil }
        let complement = system.kernel(rank: system.rank(above: 1e-10))
        guard let seen = SingularVectors(complement.transposed * space) else { return nil }
        return space * seen.right.column(0)
    }

    private static func chain(_ tops: [[Double]], _ nilpotent: Matrix, length: Int) -> [[Double]] {
        var (level, chain) = (tops, tops)
        for _ in 1..<max(1, length) {
            level = level.map { nilpotent * $0 }
            chain += level
        }
        return chain
    }
}
