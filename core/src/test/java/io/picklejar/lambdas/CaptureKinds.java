package io.picklejar.lambdas;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Lambdas that differ in what they capture. */
final class CaptureKinds {
    private final String field = "field";
    private final int number = 42;

    private CaptureKinds() {}

    static List<LambdaKind> all() {
        return new CaptureKinds()
                .kinds(true, (byte) -1, '\u20ac', (short) -300, 70_000, 1L << 40, 1.5f, Math.PI, "text", new int[] {1, 2
                });
    }

    private List<LambdaKind> kinds(
            boolean z, byte b, char c, short s, int i, long j, float f, double d, String text, int[] array) {
        String nothing = null;
        TimeUnit unit = TimeUnit.DAYS;
        Supplier<Integer> inner = () -> i + number;
        return List.of(
                LambdaKind.supplier("captures nothing", () -> "nothing"),
                LambdaKind.supplier("captures a boolean", () -> !z),
                LambdaKind.supplier("captures a byte", () -> b + 1),
                LambdaKind.supplier("captures a char", () -> c + "!"),
                LambdaKind.supplier("captures a short", () -> s * 2),
                LambdaKind.supplier("captures an int", () -> i - 1),
                LambdaKind.supplier("captures a long", () -> j - 1),
                LambdaKind.supplier("captures a float", () -> f * 2),
                LambdaKind.supplier("captures a double", () -> d * 2),
                LambdaKind.supplier("captures a String", () -> text + text),
                LambdaKind.supplier(
                        "captures an array", () -> Arrays.stream(array).sum()),
                LambdaKind.supplier("captures null", () -> "<" + nothing + ">"),
                LambdaKind.supplier("captures an enum constant", () -> unit.toHours(1)),
                LambdaKind.supplier("captures this", () -> field + number),
                LambdaKind.supplier("captures this and a local", () -> field + i),
                LambdaKind.supplier("captures a lambda", () -> inner.get() + 1),
                LambdaKind.supplier(
                        "captures every type, wide ones between", () -> "" + z + b + j + c + d + s + i + f + text),
                LambdaKind.of("captures an int and returns one", (IntSupplier) () -> i + 7, IntSupplier::getAsInt));
    }
}
