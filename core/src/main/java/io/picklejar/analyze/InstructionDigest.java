package io.picklejar.analyze;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Writes the code of a method in a form that does not depend on names, lines, and the layout of the constant pool. */
final class InstructionDigest {
    /** What stands for the names that do not count. */
    interface Names {
        /** What stands for the internal name of a class. */
        String mapName(String internalName);

        /** The number that stands for a method, or null if its name counts. */
        @Nullable
        Integer methodNumber(String owner, String name, String descriptor);

        /** A field of this class is read or written. */
        void fieldUsed(String owner);
    }

    private final DataOutputStream out;
    private final Names names;
    private final Map<LabelNode, Integer> positions = new HashMap<>();

    InstructionDigest(DataOutputStream out, Names names) {
        this.out = out;
        this.names = names;
    }

    /** A descriptor or, without brackets and semicolons, an internal name, with its class names mapped. */
    static String map(String descriptor, Names names) {
        StringBuilder mapped = new StringBuilder();
        int at = 0;
        while (at < descriptor.length()) {
            char letter = descriptor.charAt(at);
            mapped.append(letter);
            at++;
            if (letter == 'L') {
                int end = descriptor.indexOf(';', at);
                mapped.append(names.mapName(descriptor.substring(at, end))).append(';');
                at = end + 1;
            }
        }
        return mapped.toString();
    }

    void write(MethodNode method) throws IOException {
        int count = 0;
        for (AbstractInsnNode each : method.instructions) {
            if (each instanceof LabelNode label) {
                positions.put(label, count);
            } else if (each.getOpcode() >= 0) {
                count++;
            }
        }
        out.writeInt(count);
        for (AbstractInsnNode each : method.instructions) {
            if (each.getOpcode() >= 0) {
                out.writeByte(each.getOpcode());
                operands(each);
            }
        }
        out.writeInt(method.tryCatchBlocks.size());
        for (TryCatchBlockNode handler : method.tryCatchBlocks) {
            label(handler.start);
            label(handler.end);
            label(handler.handler);
            text(handler.type == null ? "" : names.mapName(handler.type));
        }
    }

    private void operands(AbstractInsnNode instruction) throws IOException {
        if (instruction instanceof FieldInsnNode field) {
            field(field.owner, field.name, field.desc);
        } else if (instruction instanceof MethodInsnNode call) {
            method(call.owner, call.name, call.desc);
        } else if (instruction instanceof VarInsnNode variable) {
            out.writeInt(variable.var);
        } else if (instruction instanceof IntInsnNode number) {
            out.writeInt(number.operand);
        } else if (instruction instanceof TypeInsnNode type) {
            className(type.desc);
        } else if (instruction instanceof LdcInsnNode load) {
            constant(load.cst);
        } else if (instruction instanceof JumpInsnNode jump) {
            label(jump.label);
        } else if (instruction instanceof IincInsnNode increment) {
            out.writeInt(increment.var);
            out.writeInt(increment.incr);
        } else if (instruction instanceof InvokeDynamicInsnNode site) {
            text(site.name);
            text(map(site.desc, names));
            handle(site.bsm);
            constants(List.of(site.bsmArgs));
        } else if (instruction instanceof TableSwitchInsnNode table) {
            out.writeInt(table.min);
            labels(table.labels);
            label(table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            for (int key : lookup.keys) {
                out.writeInt(key);
            }
            labels(lookup.labels);
            label(lookup.dflt);
        } else if (instruction instanceof MultiANewArrayInsnNode array) {
            text(map(array.desc, names));
            out.writeInt(array.dims);
        }
    }

    private void constant(Object constant) throws IOException {
        text(constant.getClass().getSimpleName());
        if (constant instanceof Type type) {
            text(map(type.getDescriptor(), names));
        } else if (constant instanceof Handle handle) {
            handle(handle);
        } else if (constant instanceof ConstantDynamic dynamic) {
            text(dynamic.getName());
            text(map(dynamic.getDescriptor(), names));
            handle(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        } else if (constant instanceof Float number) {
            out.writeInt(Float.floatToRawIntBits(number));
        } else if (constant instanceof Double number) {
            out.writeLong(Double.doubleToRawLongBits(number));
        } else {
            text(constant.toString());
        }
    }

    private void constants(List<Object> constants) throws IOException {
        out.writeInt(constants.size());
        for (Object each : constants) {
            constant(each);
        }
    }

    private void handle(Handle handle) throws IOException {
        out.writeByte(handle.getTag());
        if (handle.getDesc().startsWith("(")) {
            method(handle.getOwner(), handle.getName(), handle.getDesc());
        } else {
            field(handle.getOwner(), handle.getName(), handle.getDesc());
        }
    }

    private void field(String owner, String name, String descriptor) throws IOException {
        names.fieldUsed(owner);
        className(owner);
        text(name);
        text(map(descriptor, names));
    }

    private void method(String owner, String name, String descriptor) throws IOException {
        className(owner);
        Integer number = names.methodNumber(owner, name, descriptor);
        text(number == null ? name : "#" + number);
        text(map(descriptor, names));
    }

    private void className(String nameOrArrayDescriptor) throws IOException {
        text(
                nameOrArrayDescriptor.startsWith("[")
                        ? map(nameOrArrayDescriptor, names)
                        : names.mapName(nameOrArrayDescriptor));
    }

    private void labels(List<LabelNode> labels) throws IOException {
        out.writeInt(labels.size());
        for (LabelNode each : labels) {
            label(each);
        }
    }

    private void label(LabelNode label) throws IOException {
        Integer position = positions.get(label);
        out.writeInt(position == null ? -1 : position);
    }

    private void text(String text) throws IOException {
        text(out, text);
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
