package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Boxes and strings. */
final class BasicValues {
    private BasicValues() {}

    static List<Value> all() {
        return List.of(
                Value.same("null", () -> null),
                Value.same("true", () -> true),
                Value.same("false", () -> false),
                Value.equal("byte", () -> Byte.MIN_VALUE),
                Value.equal("short", () -> Short.MIN_VALUE),
                Value.equal("char", () -> '\uffff'),
                Value.equal("int", () -> Integer.MIN_VALUE),
                Value.equal("largest int", () -> Integer.MAX_VALUE),
                Value.equal("long", () -> Long.MIN_VALUE),
                Value.equal("largest long", () -> Long.MAX_VALUE),
                Value.equal("negative zero", () -> -0.0),
                Value.equal("float", () -> Float.MIN_VALUE),
                Value.equal("infinity", () -> Double.NEGATIVE_INFINITY),
                Value.of(
                        "not a number, with a payload",
                        () -> Double.longBitsToDouble(0x7ff8_0000_0000_1234L),
                        (original, copy) -> assertThat(Double.doubleToRawLongBits(copy))
                                .isEqualTo(Double.doubleToRawLongBits(original))),
                Value.of(
                        "float not a number, with a payload",
                        () -> Float.intBitsToFloat(0x7fc0_1234),
                        (original, copy) ->
                                assertThat(Float.floatToRawIntBits(copy)).isEqualTo(Float.floatToRawIntBits(original))),
                Value.equal("empty string", () -> ""),
                Value.equal("string", () -> "text"),
                Value.equal("string of all planes", () -> "\u0000 \u00e4 \u20ac \ud83d\ude00 \uffff"),
                Value.equal("unpaired high surrogate", () -> "a\ud83d"),
                Value.equal("unpaired low surrogate", () -> "\ude00b"),
                Value.equal("swapped surrogates", () -> "a\ude00\ud83db"),
                Value.equal("long string", () -> "0123456789".repeat(20_000)),
                Value.equal("long string beyond Latin 1", () -> "\u20ac\ud83d\ude00".repeat(20_000)));
    }
}
