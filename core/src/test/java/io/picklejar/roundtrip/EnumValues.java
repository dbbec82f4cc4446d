package io.picklejar.roundtrip;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Enum constants and what holds them. */
final class EnumValues {
    private EnumValues() {}

    static List<Value> all() {
        return List.of(
                Value.same("constant of the JDK", () -> TimeUnit.DAYS),
                Value.same("constant", () -> Plain.B),
                Value.same("constant with a body", () -> Bodied.DOUBLE),
                Value.same("constant without a body beside one with", () -> Bodied.SAME),
                Value.equal("constants in a list", () -> Arrays.asList(Plain.A, Plain.B, Plain.A, null)),
                Value.equal("array of constants", () -> List.of(Plain.values().length)),
                Value.equal("EnumSet", () -> EnumSet.of(Plain.A, Plain.C)),
                Value.equal("EnumSet of constants with bodies", () -> EnumSet.allOf(Bodied.class)),
                Value.equal("empty EnumSet", () -> EnumSet.noneOf(Plain.class)),
                Value.equal(
                        "EnumSet of a large enum",
                        () -> EnumSet.range(Character.UnicodeScript.LATIN, Character.UnicodeScript.TIFINAGH)),
                Value.equal("EnumMap", () -> new EnumMap<>(Map.of(Plain.B, "b", Plain.C, "c"))),
                Value.equal("EnumMap of constants with bodies", () -> new EnumMap<>(Map.of(Bodied.DOUBLE, 2))),
                Value.equal("EnumMap with a null value", () -> {
                    EnumMap<Plain, Object> map = new EnumMap<>(Plain.class);
                    map.put(Plain.A, null);
                    return map;
                }),
                Value.equal("empty EnumMap", () -> new EnumMap<>(Plain.class)));
    }

    enum Plain {
        A,
        B,
        C
    }

    enum Bodied {
        SAME,
        DOUBLE {
            @Override
            int of(int number) {
                return 2 * number;
            }
        };

        int of(int number) {
            return number;
        }
    }
}
