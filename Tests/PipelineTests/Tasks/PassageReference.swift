import Pipeline

/// A reference of a kind that Glassbox does not know: somebody passes with the first push after a coin.
///
/// At the first position it has no opinion.
struct PassageReference: Reference {
    let outputWidth = 1

    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        for time in answers.indices {
            answers[time] = time == 0 ? Answers.notAsked : (word[time] == 0 && word[time - 1] == 1 ? 1 : 0)
        }
    }
}
