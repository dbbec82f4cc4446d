package com.acme.orders;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What users' functions capture: not Serializable, and it holds what is not. */
public final class Dictionary {
    private final Map<String, Optional<String>> words = new HashMap<>();

    /** Adds a word. */
    public Dictionary with(String word, String meaning) {
        words.put(word, Optional.of(meaning));
        return this;
    }

    /** What it means, or a question mark. */
    public String meaningOf(String word) {
        return words.getOrDefault(word, Optional.empty()).orElse("?");
    }
}
