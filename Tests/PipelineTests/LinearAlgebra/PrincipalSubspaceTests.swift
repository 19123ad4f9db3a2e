import Testing

@testable import Pipeline

@Suite("Principal subspaces")
struct PrincipalSubspaceTests {
    @Test("Vectors of a plane in space have two components, of the same lengths; their sum is found again")
    func plane() throws {
        let vectors = [[3.0, 0, 4], [0, 2, 0], [6, 1, 8]]
        let plane = try #require(PrincipalSubspace(of: vectors, within: 1e-9))
        #expect(plane.dimension == 2)
        for vector in vectors {
            let components = plane.coordinates(of: vector)
            #expect(abs(Vector.norm(components) - Vector.norm(vector)) < 1e-12)
            #expect(Vector.norm(Vector.difference(plane.vector(components), vector)) < 1e-12)
        }
    }

    @Test("What lies nearer than the distance counts as in it, what lies farther does not")
    func distance() {
        let vectors = [[1.0, 0, 0], [2, 1e-4, 0]]
        #expect(PrincipalSubspace(of: vectors, within: 1e-3)?.dimension == 1)
        #expect(PrincipalSubspace(of: vectors, within: 1e-6)?.dimension == 2)
    }

    @Test("Vectors that need every axis, or have a number that is none, or one number only, have no smaller space")
    func none() {
        #expect(PrincipalSubspace(of: [[1, 0], [0, 1]], within: 1e-9) == nil)
        #expect(PrincipalSubspace(of: [[.nan, 0], [0, 1]], within: 1e-9) == nil)
        #expect(PrincipalSubspace(of: [[1], [2]], within: 1e-9) == nil)
        #expect(PrincipalSubspace(of: [], within: 1e-9) == nil)
    }
}
