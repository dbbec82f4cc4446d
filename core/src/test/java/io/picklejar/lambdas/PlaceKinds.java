package io.picklejar.lambdas;

import java.util.List;
import java.util.function.Supplier;

/** Lambdas that differ in where they are written. */
@SuppressWarnings({"UnnecessaryLambda", "ImmutableEnumChecker"})
final class PlaceKinds {
    private static final Supplier<String> STATIC_FIELD = () -> "static field";
    private static final Supplier<String> INITIALIZER;

    static {
        String local = "static initializer";
        INITIALIZER = () -> local;
    }

    private final Supplier<String> instanceField = () -> "instance field";
    private final Supplier<String> fromConstructor;

    private PlaceKinds(String argument) {
        fromConstructor = () -> "constructor " + argument;
    }

    static List<LambdaKind> all() {
        PlaceKinds place = new PlaceKinds("argument");
        String outside = "outside";
        class Local {
            Supplier<String> lambda() {
                return () -> "local class, " + outside;
            }
        }
        record LocalRecord(String component) {
            Supplier<String> lambda() {
                return () -> component + component();
            }
        }
        Supplier<Supplier<String>> anonymous = new Supplier<>() {
            private final String own = "anonymous class, ";

            @Override
            public Supplier<String> get() {
                return () -> own + outside;
            }
        };
        Supplier<Supplier<String>> nested = () -> () -> "lambda in a lambda, " + outside;
        return List.of(
                LambdaKind.supplier("in a static field", STATIC_FIELD),
                LambdaKind.supplier("in a static initializer", INITIALIZER),
                LambdaKind.supplier("in an instance field", place.instanceField),
                LambdaKind.supplier("in a constructor", place.fromConstructor),
                LambdaKind.supplier("in a local class", new Local().lambda()),
                LambdaKind.supplier("in a local record", new LocalRecord("component").lambda()),
                LambdaKind.supplier("in an anonymous class", anonymous.get()),
                LambdaKind.supplier("in a lambda", nested.get()),
                LambdaKind.supplier("in an enum constant", Constants.PLAIN.lambda),
                LambdaKind.supplier("in the body of an enum constant", Constants.WITH_BODY.made()),
                LambdaKind.supplier("in a record", new Recorded(7).lambda()),
                LambdaKind.supplier("in a nested class", Deep.Deeper.lambda()));
    }

    private enum Constants {
        PLAIN(() -> "enum constant"),
        WITH_BODY(() -> "unused") {
            @Override
            Supplier<String> made() {
                return () -> "body of " + name();
            }
        };

        private final Supplier<String> lambda;

        Constants(Supplier<String> lambda) {
            this.lambda = lambda;
        }

        Supplier<String> made() {
            return lambda;
        }
    }

    private record Recorded(int number) {
        Supplier<Integer> lambda() {
            return () -> number + 1;
        }
    }

    private static final class Deep {
        private static final class Deeper {
            private static Supplier<String> lambda() {
                return () -> "deeper";
            }
        }
    }
}
