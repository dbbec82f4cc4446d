package io.picklejar.roundtrip;

import java.util.List;
import java.util.stream.Stream;

/** Closures that differ in the code that has to travel with them. */
public final class Closures {
    private Closures() {}

    /** One of each kind. */
    public static List<Closure> all() {
        return Stream.of(CodeClosures.all(), StateClosures.all(), ThisClosures.all(), TypeClosures.all())
                .flatMap(List::stream)
                .toList();
    }
}
