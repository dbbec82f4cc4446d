package io.picklejar;

import java.util.List;

/**
 * What a pickle of an object holds: its size, and each class with the way it travels and the reason.
 *
 * @param bytes the size of the whole pickle, in bytes
 * @param codeBytes the part of it that is class files, in bytes
 * @param classes the classes of the object graph and of the shipped code, by-value ones first, each group sorted by name
 */
public record Explanation(int bytes, int codeBytes, List<ClassUse> classes) {
    /**
     * One class and how it travels.
     *
     * @param className the binary name
     * @param byValue whether its class file travels
     * @param reason why, in words: {@code rule package com.acme}, {@code the reference loader resolves its name}
     * @param bytes the size of its class file in the pickle before compression, 0 if by reference
     */
    public record ClassUse(String className, boolean byValue, String reason, int bytes) {}

    /** Copies the list. */
    public Explanation {
        classes = List.copyOf(classes);
    }

    /** A table: a head line, then a line for each class. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(bytes).append(" bytes, of which ").append(codeBytes).append(" code");
        for (ClassUse use : classes) {
            text.append(System.lineSeparator())
                    .append(use.byValue() ? "  by value      " : "  by reference  ")
                    .append(use.className());
            if (use.byValue()) {
                text.append(" (").append(use.bytes()).append(" bytes)");
            }
            text.append(": ").append(use.reason());
        }
        return text.toString();
    }
}
