package io.picklejar.roundtrip;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of value that we know of; lambdas have a catalogue of their own, {@link Closures}. */
public final class Values {
    private Values() {}

    /** One of each kind. */
    public static List<Value> all() {
        return Stream.of(
                        BasicValues.all(),
                        ArrayValues.all(),
                        ClassValues.all(),
                        EnumValues.all(),
                        RecordValues.all(),
                        ProxyValues.all(),
                        CollectionValues.all(),
                        MapValues.all(),
                        SpecialCollectionValues.all(),
                        TextValues.all(),
                        TimeValues.all(),
                        JdkValues.all(),
                        ThrowableValues.all(),
                        HookValues.all(),
                        ObjectValues.all(),
                        InnerValues.all())
                .flatMap(List::stream)
                .toList();
    }
}
