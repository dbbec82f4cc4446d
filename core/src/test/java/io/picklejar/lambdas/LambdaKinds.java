package io.picklejar.lambdas;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of lambda and method reference that we know of. */
public final class LambdaKinds {
    private LambdaKinds() {}

    /** One of each kind, made anew. */
    public static List<LambdaKind> all() {
        return Stream.of(
                        CaptureKinds.all(),
                        ReferenceKinds.all(),
                        InterfaceKinds.all(),
                        PlaceKinds.all(),
                        Greeter.all(),
                        LoneKinds.all())
                .flatMap(List::stream)
                .toList();
    }
}
