package io.picklejar.pickler;

import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;

/** Values that need no frame: boxed primitives and strings, written by value. */
final class Leaves {
    private Leaves() {}

    /** Writes the value if it is a leaf. */
    static boolean write(Object value, PickleOutput body, Memo memo) {
        if (value instanceof String text) {
            string(text, body, memo);
        } else if (value instanceof Integer number) {
            body.u8(Opcode.INT);
            body.zigzag(number);
        } else if (value instanceof Long number) {
            body.u8(Opcode.LONG);
            body.zigzag(number);
        } else if (value instanceof Boolean flag) {
            body.u8(flag ? Opcode.TRUE : Opcode.FALSE);
        } else if (value instanceof Double number) {
            body.u8(Opcode.DOUBLE);
            body.int64(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            body.u8(Opcode.FLOAT);
            body.int32(Float.floatToRawIntBits(number));
        } else if (value instanceof Character unit) {
            body.u8(Opcode.CHAR);
            body.varint(unit);
        } else if (value instanceof Short number) {
            body.u8(Opcode.SHORT);
            body.zigzag(number);
        } else if (value instanceof Byte number) {
            body.u8(Opcode.BYTE);
            body.u8(number);
        } else {
            return false;
        }
        return true;
    }

    private static void string(String text, PickleOutput body, Memo memo) {
        int number = memo.get(text);
        if (number >= 0) {
            body.u8(Opcode.GET);
            body.varint(number);
        } else {
            body.u8(Opcode.STRING);
            body.string(text);
            memo.add(text);
        }
    }
}
