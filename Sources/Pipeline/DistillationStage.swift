/// The stages of distilling, as they are named in `audit.json`.
public enum DistillationStage: String, Sendable, Codable, CaseIterable {
    case train, simplify, extract, explain, verify
}
