package io.picklejar.record;

import static org.objectweb.asm.Opcodes.*;

import io.picklejar.jvm.Access;
import io.picklejar.record.Codecs.PrimitiveCodec;
import io.picklejar.record.Codecs.StringCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Generates a {@link GeneratedFields} for a class: a hidden nestmate (JEP 371) that reads and writes the fields directly,
 * numbers and strings without a call of a codec and without boxes.
 *
 * <p>Not for every class: it takes privilege, a class that sees PickleJar, and fields that a nestmate may write. All else
 * goes by {@link FieldsCodec}, which does the same.
 */
final class FieldsGenerator {
    private static final String CODEC = Type.getInternalName(ValueCodec.class);
    private static final String CODEC_TYPE = Type.getDescriptor(ValueCodec.class);
    private static final String OUTPUT = Type.getInternalName(RecordOutput.class);
    private static final String INPUT = Type.getInternalName(RecordInput.class);
    private static final String WRITE = "(L" + OUTPUT + ";Ljava/lang/Object;)V";
    private static final String READ = "(L" + INPUT + ";)Ljava/lang/Object;";
    private static final String COPY = "(Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String CODECS = "([" + CODEC_TYPE + ")V";

    /** A method may have 64 KiB, and the parameters of a constructor 255 words. */
    private static final int MOST_FIELDS = 120;

    private final Class<?> type;
    private final String typeName;
    private final String name;
    private final List<Field> fields;
    private final List<ValueCodec> codecs;

    private FieldsGenerator(Class<?> type, List<Field> fields, List<ValueCodec> codecs) {
        this.type = type;
        this.typeName = Type.getInternalName(type);
        this.name = typeName + "$PickleJarFields";
        this.fields = fields;
        this.codecs = codecs;
    }

    /** The code for the fields, in the order of the schema, or null where it cannot be. */
    static @Nullable GeneratedFields generate(
            Class<?> type, FreshObjects objects, List<Field> fields, List<ValueCodec> codecs) {
        MethodHandles.Lookup trusted = Access.trusted();
        if (trusted == null || objects.isAllocated() || fields.size() > MOST_FIELDS || !seesUs(type)) {
            return null;
        }
        for (Field field : fields) {
            if (!isWithinReach(field, type)) {
                return null;
            }
        }
        byte[] classFile = new FieldsGenerator(type, fields, codecs).classFile();
        try {
            MethodHandles.Lookup made =
                    trusted.in(type).defineHiddenClass(classFile, false, MethodHandles.Lookup.ClassOption.NESTMATE);
            return (GeneratedFields)
                    made.findConstructor(made.lookupClass(), MethodType.methodType(void.class, ValueCodec[].class))
                            .invoke(codecs.toArray(new ValueCodec[0]));
        } catch (IllegalAccessException | LinkageError e) {
            return null; // a loader or nest that takes no more classes
        } catch (Throwable e) {
            throw new AssertionError("the constructor stores its arguments", e);
        }
    }

    /** Whether the names of this package mean the same to the class. */
    private static boolean seesUs(Class<?> type) {
        try {
            return !type.isHidden()
                    && Class.forName(ValueCodec.class.getName(), false, type.getClassLoader()) == ValueCodec.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isWithinReach(Field field, Class<?> type) {
        Class<?> owner = field.getDeclaringClass();
        boolean isNeighbour =
                owner.getPackageName().equals(type.getPackageName()) && owner.getClassLoader() == type.getClassLoader();
        int modifiers = field.getModifiers();
        boolean isReadable = owner == type
                || (Modifier.isPublic(modifiers) && Modifier.isPublic(owner.getModifiers()))
                || (isNeighbour && !Modifier.isPrivate(modifiers));
        Class<?> value = field.getType();
        while (value.isArray()) {
            value = value.getComponentType();
        }
        boolean isNameable = owner == type || Modifier.isPublic(value.getModifiers());
        return isReadable && isNameable && (type.isRecord() || !Modifier.isFinal(modifiers));
    }

    private byte[] classFile() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", new String[] {
            Type.getInternalName(GeneratedFields.class)
        });
        for (int i = 0; i < codecs.size(); i++) {
            writer.visitField(ACC_PRIVATE | ACC_FINAL, "c" + i, CODEC_TYPE, null, null);
        }
        constructor(writer.visitMethod(ACC_PRIVATE, "<init>", CODECS, null, null));
        write(writer.visitMethod(ACC_PUBLIC, "write", WRITE, null, null));
        make(writer.visitMethod(ACC_PUBLIC, "read", READ, null, null), this::readValue);
        make(writer.visitMethod(ACC_PUBLIC, "copy", COPY, null, null), this::copyValue);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor(MethodVisitor code) {
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        for (int i = 0; i < codecs.size(); i++) {
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(ALOAD, 1);
            code.visitIntInsn(SIPUSH, i);
            code.visitInsn(AALOAD);
            code.visitFieldInsn(PUTFIELD, name, "c" + i, CODEC_TYPE);
        }
        end(code, RETURN);
    }

    private static void end(MethodVisitor code, int instruction) {
        code.visitInsn(instruction);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void write(MethodVisitor code) {
        code.visitCode();
        for (int i = 0; i < fields.size(); i++) {
            String direct = directType(i);
            if (direct == null) {
                loadCodec(code, i);
            }
            code.visitVarInsn(ALOAD, 1);
            code.visitVarInsn(ALOAD, 2);
            loadField(code, i);
            if (direct == null) {
                code.visitMethodInsn(INVOKEVIRTUAL, CODEC, "write", WRITE, false);
            } else {
                String parameter = direct.equals("B") ? "I" : direct;
                code.visitMethodInsn(INVOKEVIRTUAL, OUTPUT, "write" + suffix(direct), "(" + parameter + ")V", false);
            }
        }
        end(code, RETURN);
    }

    /** Pushes the value of a field. */
    @FunctionalInterface
    private interface ValueSource {
        void push(MethodVisitor code, int field);
    }

    private void make(MethodVisitor code, ValueSource values) {
        code.visitCode();
        code.visitTypeInsn(NEW, typeName);
        code.visitInsn(DUP);
        if (type.isRecord()) {
            // The components may stand in another order in the schema, so that they wait in variables.
            int[] slots = new int[fields.size()];
            int next = 2;
            for (int i = 0; i < fields.size(); i++) {
                values.push(code, i);
                Type field = Type.getType(fields.get(i).getType());
                slots[i] = next;
                code.visitVarInsn(field.getOpcode(ISTORE), next);
                next += field.getSize();
            }
            StringBuilder descriptor = new StringBuilder("(");
            for (Field component : RecordClass.fieldsOf(type)) {
                Type field = Type.getType(component.getType());
                code.visitVarInsn(field.getOpcode(ILOAD), slots[fields.indexOf(component)]);
                descriptor.append(field.getDescriptor());
            }
            code.visitMethodInsn(INVOKESPECIAL, typeName, "<init>", descriptor + ")V", false);
        } else {
            code.visitMethodInsn(INVOKESPECIAL, typeName, "<init>", "()V", false);
            for (int i = 0; i < fields.size(); i++) {
                code.visitInsn(DUP);
                values.push(code, i);
                Field field = fields.get(i);
                code.visitFieldInsn(
                        PUTFIELD,
                        Type.getInternalName(field.getDeclaringClass()),
                        field.getName(),
                        Type.getDescriptor(field.getType()));
            }
        }
        end(code, ARETURN);
    }

    private void readValue(MethodVisitor code, int i) {
        String direct = directType(i);
        if (direct == null) {
            loadCodec(code, i);
            code.visitVarInsn(ALOAD, 1);
            code.visitMethodInsn(INVOKEVIRTUAL, CODEC, "read", READ, false);
            code.visitTypeInsn(CHECKCAST, Type.getInternalName(fields.get(i).getType()));
        } else {
            code.visitVarInsn(ALOAD, 1);
            code.visitMethodInsn(INVOKEVIRTUAL, INPUT, "read" + suffix(direct), "()" + direct, false);
        }
    }

    private void copyValue(MethodVisitor code, int i) {
        boolean isShared = directType(i) != null;
        if (!isShared) {
            loadCodec(code, i);
        }
        code.visitVarInsn(ALOAD, 1);
        loadField(code, i);
        if (!isShared) {
            code.visitMethodInsn(INVOKEVIRTUAL, CODEC, "copy", COPY, false);
            code.visitTypeInsn(CHECKCAST, Type.getInternalName(fields.get(i).getType()));
        }
    }

    private void loadCodec(MethodVisitor code, int i) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, name, "c" + i, CODEC_TYPE);
    }

    /** Of the object on the stack. */
    private void loadField(MethodVisitor code, int i) {
        Field field = fields.get(i);
        code.visitTypeInsn(CHECKCAST, typeName);
        code.visitFieldInsn(
                GETFIELD,
                Type.getInternalName(field.getDeclaringClass()),
                field.getName(),
                Type.getDescriptor(field.getType()));
    }

    /** The descriptor of a primitive or a string, which need no codec, else null. */
    private @Nullable String directType(int i) {
        ValueCodec codec = codecs.get(i);
        boolean isDirect =
                (codec instanceof PrimitiveCodec && fields.get(i).getType().isPrimitive())
                        || (codec instanceof StringCodec && fields.get(i).getType() == String.class);
        return isDirect ? Type.getDescriptor(fields.get(i).getType()) : null;
    }

    private static String suffix(String descriptor) {
        return switch (descriptor) {
            case "Z" -> "Boolean";
            case "B" -> "Byte";
            case "S" -> "Short";
            case "C" -> "Char";
            case "I" -> "Int";
            case "J" -> "Long";
            case "F" -> "Float";
            case "D" -> "Double";
            default -> "String";
        };
    }
}
