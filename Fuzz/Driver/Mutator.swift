import Foundation

/// libFuzzer's own mutations of bytes, its dictionary among them.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int) -> Int

/// Asked by libFuzzer for the next input: in place, at most `most` bytes.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int, _ seed: UInt32) -> Int {
    var mutation = JSONMutation(seed: seed)
    // Bytes as well, so that what is no JSON is tried too.
    guard mutation.index(below: 4) > 0, let made = FuzzTarget.chosen.form.mutated(Data(bytes: data, count: size), &mutation),
        made.count <= most, !made.isEmpty
    else { return mutateBytes(data, size, most) }
    made.copyBytes(to: data, count: made.count)
    return made.count
}

extension FuzzTarget.Form {
    /// Another input with the parts in their places; nil where the form has no parts, or the input not this form.
    fileprivate func mutated(_ input: Data, _ mutation: inout JSONMutation) -> Data? {
        switch self {
        case .bytes: return nil
        case .json: return mutation.mutated(input)
        case .jsonLines: return Self.lines(input, &mutation)
        case .safetensors: return Self.safetensors(input, &mutation)
        case .keptRun:
            var files = KeptFiles(input)
            let part = mutation.index(below: files.parts.count)
            // The source, in the middle, is left to the mutations of bytes.
            guard part != 1 else { return nil }
            let made = part == 0 ? mutation.mutated(files.parts[0]) : Self.lines(files.parts[part], &mutation)
            guard let made else { return nil }
            files.parts[part] = made
            return files.joined
        }
    }

    private static func lines(_ input: Data, _ mutation: inout JSONMutation) -> Data? {
        var lines = input.split(separator: UInt8(ascii: "\n")).map { Data($0) }
        guard !lines.isEmpty else { return nil }
        let place = mutation.index(below: lines.count)
        switch mutation.index(below: 6) {
        case 0: lines.append(lines[place])
        case 1: lines.remove(at: place)
        default: lines[place] = mutation.mutated(lines[place]) ?? lines[place]
        }
        return Data(lines.joined(separator: Data("\n".utf8))) + Data("\n".utf8)
    }

    /// The header changed, and its length made to fit.
    private static func safetensors(_ input: Data, _ mutation: inout JSONMutation) -> Data? {
        let prefix = MemoryLayout<UInt64>.size
        guard input.count > prefix else { return nil }
        let length = input.prefix(prefix).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= input.count - prefix, let header = mutation.mutated(input.dropFirst(prefix).prefix(Int(length))) else {
            return nil
        }
        let stated = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
        return stated + header + input.dropFirst(prefix + Int(length))
    }
}
