package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Throwables. */
final class ThrowableValues {
    private ThrowableValues() {}

    static List<Value> all() {
        return List.of(
                throwable("exception", () -> new IllegalStateException("message")),
                throwable("exception without a message", RuntimeException::new),
                throwable(
                        "exception with a cause",
                        () -> new RuntimeException(
                                "outer", new IllegalArgumentException("inner", new Error("innermost")))),
                throwable("exception with suppressed ones", () -> {
                    Exception exception = new Exception("main");
                    exception.addSuppressed(new IllegalStateException("first"));
                    exception.addSuppressed(new IllegalStateException("second", new Exception("cause")));
                    return exception;
                }),
                Value.of("exception with fields", () -> new Detailed("code", 42, List.of("a")), (original, copy) -> {
                    same(original, copy);
                    assertThat(copy.number).isEqualTo(42);
                    assertThat(copy.details).containsExactly("a");
                }),
                Value.of("exception with an object that is not Serializable", ThrowableValues::withPlain, (o, copy) -> {
                    same(o, copy);
                    assertThat(((Plain) copy.details.get(0)).text).isEqualTo("plain");
                }),
                Value.of(
                        "anonymous exception",
                        () -> new RuntimeException("anonymous") {
                            private static final long serialVersionUID = 1L;
                        },
                        ThrowableValues::same));
    }

    private static Value throwable(String name, java.util.function.Supplier<Throwable> factory) {
        return Value.of(name, factory, ThrowableValues::same);
    }

    private static void same(Throwable original, Throwable copy) {
        Value.sameClass(original, copy);
        assertThat(copy.getMessage()).isEqualTo(original.getMessage());
        assertThat(copy.getStackTrace()).isEqualTo(original.getStackTrace());
        assertThat(Arrays.toString(copy.getStackTrace())).isEqualTo(Arrays.toString(original.getStackTrace()));
        assertThat(copy.getSuppressed()).hasSameSizeAs(original.getSuppressed());
        for (int i = 0; i < copy.getSuppressed().length; i++) {
            same(original.getSuppressed()[i], copy.getSuppressed()[i]);
        }
        if (original.getCause() == null) {
            assertThat(copy.getCause()).isNull();
        } else {
            same(original.getCause(), copy.getCause());
        }
    }

    private static Detailed withPlain() {
        return new Detailed("plain", 1, new ArrayList<>(List.of(new Plain("plain"))));
    }

    private static final class Detailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int number;

        @SuppressWarnings("serial")
        private final List<Object> details;

        Detailed(String message, int number, List<Object> details) {
            super(message);
            this.number = number;
            this.details = details;
        }
    }

    private static final class Plain {
        private final String text;

        Plain(String text) {
            this.text = text;
        }
    }
}
