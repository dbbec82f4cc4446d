package io.picklejar.roundtrip;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Classes as values. */
final class ClassValues {
    private ClassValues() {}

    static List<Value> all() {
        class Local {}
        return List.of(
                Value.same("void.class", () -> void.class),
                Value.same("int.class", () -> int.class),
                Value.same("double.class", () -> double.class),
                Value.same("int[][].class", () -> int[][].class),
                Value.same("String.class", () -> String.class),
                Value.same("String[].class", () -> String[].class),
                Value.same("nested class of the JDK", () -> Map.Entry.class),
                Value.same("interface of the JDK", () -> Function.class),
                Value.same("test class", () -> Nested.class),
                Value.same("array of a test class", () -> Nested[][].class),
                Value.same("test interface", () -> Marker.class),
                Value.same("test annotation", () -> Noted.class),
                Value.same("local class", () -> Local.class),
                Value.same("anonymous class", () -> new Object() {}.getClass()),
                Value.same("enum", () -> EnumValues.Plain.class),
                Value.same("record", () -> RecordValues.Point.class),
                Value.equal("classes in a list", () -> List.of(Nested.class, int.class, Nested.class)));
    }

    private static final class Nested {}

    private interface Marker {}

    private @interface Noted {}
}
