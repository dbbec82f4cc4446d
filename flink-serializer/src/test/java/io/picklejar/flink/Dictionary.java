package io.picklejar.flink;

import java.util.Map;
import java.util.Optional;

/** What functions capture and Java serialization rejects. */
final class Dictionary {
    private final Optional<Map<String, String>> words;

    Dictionary(Map<String, String> words) {
        this.words = Optional.of(words);
    }

    String get(String key) {
        return words.orElseThrow().getOrDefault(key, "?");
    }
}
