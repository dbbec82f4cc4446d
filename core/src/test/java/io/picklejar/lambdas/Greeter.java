package io.picklejar.lambdas;

import java.util.List;
import java.util.function.Supplier;

/** An interface with lambdas in its methods. */
@SuppressWarnings("UnnecessaryLambda")
interface Greeter {
    default String hello(String who) {
        return "hello " + who;
    }

    default Supplier<String> inDefaultMethod() {
        return () -> hello("default");
    }

    private Supplier<String> inPrivateMethod() {
        return () -> hello("private");
    }

    private String secret(String who) {
        return "secret " + who;
    }

    /** Kinds that live in the interface itself. */
    static List<LambdaKind> all() {
        Greeter greeter = new Greeter() {
            @Override
            public String toString() {
                return "greeter";
            }
        };
        return List.of(
                LambdaKind.supplier("in a default method", greeter.inDefaultMethod()),
                LambdaKind.supplier("in a private method of an interface", greeter.inPrivateMethod()),
                LambdaKind.supplier("in a static method of an interface", () -> "static"),
                LambdaKind.function("private method of an interface", greeter::secret, "x"));
    }
}
