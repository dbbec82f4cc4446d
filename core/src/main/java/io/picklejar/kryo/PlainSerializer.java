package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.picklejar.error.CodeMismatchException;
import io.picklejar.jvm.Access;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a plain class, field by field.
 *
 * <p>Not Kryo's {@code FieldSerializer}: that one needs {@code sun.misc.Unsafe}, skips synthetic fields (and with them the
 * captures of local classes) and cannot set final fields from JDK 26 on.
 */
final class PlainSerializer extends Serializer<Object> {
    private final PlainClass plain;
    private final FrameReferences references;

    PlainSerializer(PlainClass plain, FrameReferences references) {
        this.plain = plain;
        this.references = references;
    }

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        List<String> trail = references.trail();
        for (Field field : plain.fields()) {
            // Not removed when a field throws: then it says where.
            trail.add(field.getName());
            Object value = references.writeSide().read(field, object);
            if (PlainClass.codeOf(field) == 'L') {
                kryo.writeClassAndObject(output, value);
            } else if (value != null) {
                writePrimitive(output, value);
            }
            trail.remove(trail.size() - 1);
        }
    }

    private static void writePrimitive(Output output, Object value) {
        if (value instanceof Integer number) {
            output.writeVarInt(number, false);
        } else if (value instanceof Long number) {
            output.writeVarLong(number, false);
        } else if (value instanceof Boolean flag) {
            output.writeBoolean(flag);
        } else if (value instanceof Double number) {
            output.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            output.writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Character unit) {
            output.writeChar(unit);
        } else if (value instanceof Short number) {
            output.writeShort(number);
        } else if (value instanceof Byte number) {
            output.writeByte(number);
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        Object object = allocate();
        kryo.reference(object);
        for (Field field : plain.fields()) {
            char code = PlainClass.codeOf(field);
            if (code != 'L') {
                set(field, object, readPrimitive(input, code));
                continue;
            }
            Registration registration = kryo.readClass(input);
            if (registration == null) {
                set(field, object, null);
            } else if (FrameClasses.isEscape(registration)) {
                references.readSide().missing(object, field, escapeNumber(input));
            } else {
                set(field, object, readValue(kryo, input, registration));
            }
        }
        return object;
    }

    @SuppressWarnings("unchecked") // the serializer of the registration is for its type
    private static @Nullable Object readValue(Kryo kryo, Input input, Registration registration) {
        return kryo.readObject(input, (Class<Object>) registration.getType(), registration.getSerializer());
    }

    /** As Kryo writes an id: two more than it is. */
    private int escapeNumber(Input input) {
        int id = input.readVarInt(true) - 2;
        if (id < 0 || (id & 1) == 0) {
            throw references.readSide().corrupt("a Kryo frame that leaves out object " + id);
        }
        return id >> 1;
    }

    private static @Nullable Object readPrimitive(Input input, char code) {
        return switch (code) {
            case 'I' -> input.readVarInt(false);
            case 'J' -> input.readVarLong(false);
            case 'Z' -> input.readBoolean();
            case 'D' -> Double.longBitsToDouble(input.readLong());
            case 'F' -> Float.intBitsToFloat(input.readInt());
            case 'C' -> input.readChar();
            case 'S' -> input.readShort();
            case 'B' -> input.readByte();
            default -> throw new AssertionError("no primitive type " + code);
        };
    }

    private Object allocate() {
        try {
            return Access.allocate(plain.type());
        } catch (InstantiationException e) {
            throw new CodeMismatchException(
                    plain.type().getName() + " cannot be instantiated here: " + e.getMessage(), e);
        }
    }

    private void set(Field field, Object owner, @Nullable Object value) {
        try {
            references.readSide().set(field, owner, value);
        } catch (IllegalAccessException e) {
            throw new CodeMismatchException("the field cannot be set: " + e.getMessage(), e);
        }
    }
}
