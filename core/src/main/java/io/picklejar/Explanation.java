package io.picklejar;

import java.util.List;

/**
 * What a pickle of an object holds: its size, and each class with the way it travels and the reason.
 *
 * @param bytes the size of the whole pickle, in bytes
 * @param codeBytes the part of it that is class files, in bytes
 * @param classes the classes of the object graph and of the shipped code, by-value ones first, each group sorted by name
 * @param leftOut the fields of captured objects and enclosing instances that stay home, since no shipped code reads them:
 *     {@code com.acme.Job.cache}; sorted
 * @param warnings what may be missing at the receiver, since the code does not tell: {@code com.acme.Job.load names a class
 *     at run time, with Class.forName: …}
 */
public record Explanation(
        int bytes, int codeBytes, List<ClassUse> classes, List<String> leftOut, List<String> warnings) {
    /**
     * One class and how it travels.
     *
     * @param className the binary name
     * @param byValue whether its class file travels
     * @param reason why, in words: {@code rule package com.acme}, {@code the reference loader resolves its name}
     * @param bytes the size of its class file in the pickle before compression, 0 if by reference
     */
    public record ClassUse(String className, boolean byValue, String reason, int bytes) {}

    /** Copies the lists. */
    public Explanation {
        classes = List.copyOf(classes);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /** A table: a head line, then a line for each class, each field left out and each warning. */
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
        for (String field : leftOut) {
            text.append(System.lineSeparator()).append("  left out      ").append(field);
        }
        for (String warning : warnings) {
            text.append(System.lineSeparator()).append("  warning         ").append(warning);
        }
        return text.toString();
    }
}
