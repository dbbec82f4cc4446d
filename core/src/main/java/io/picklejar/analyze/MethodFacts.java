package io.picklejar.analyze;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * What one method reads, writes, calls, makes and names, nested lambdas and bootstrap arguments included.
 *
 * <p>cloudpickle: {@code _extract_code_globals} and {@code _walk_global_ops}.
 *
 * @param fields the fields it reads or writes
 * @param calls the methods it calls or takes handles of
 * @param made the classes it makes instances of
 * @param interfaces the functional interfaces that its lambdas implement
 * @param types the classes it needs as types: in descriptors, casts, tests, frames, handlers, constants
 * @param reflected the classes that only reflection on the method comes upon: in annotations and its generic signature
 */
record MethodFacts(
        List<FieldUse> fields,
        List<Call> calls,
        Set<String> made,
        Set<String> interfaces,
        Set<String> types,
        Set<String> reflected) {

    /**
     * A field instruction or handle, by the names in the constant pool.
     *
     * @param isRead whether the value matters; code that only writes a field needs the field, not its value
     */
    record FieldUse(String owner, String name, String descriptor, boolean isStatic, boolean isRead) {}

    /**
     * A method instruction or handle, by the names in the constant pool.
     *
     * @param isVirtual whether the method run depends on the receiver's class
     */
    record Call(String owner, String name, String descriptor, boolean isStatic, boolean isVirtual) {}

    static MethodFacts of(MethodNode method) {
        MethodFacts facts = new MethodFacts(
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
        TypeNames types = new TypeNames(facts.types);
        types.descriptor(method.desc);
        types.internalNames(method.exceptions);
        for (TryCatchBlockNode handler : method.tryCatchBlocks) {
            types.internalName(handler.type);
        }
        for (AbstractInsnNode instruction : method.instructions) {
            facts.add(instruction, types);
        }
        facts.addReflected(method);
        return facts;
    }

    private void addReflected(MethodNode method) {
        TypeNames names = new TypeNames(reflected);
        names.signature(method.signature);
        names.annotations(method.visibleAnnotations);
        names.annotations(method.visibleTypeAnnotations);
        names.parameterAnnotations(method.visibleParameterAnnotations);
        names.annotationValue(method.annotationDefault);
    }

    private void add(AbstractInsnNode instruction, TypeNames types) {
        int opcode = instruction.getOpcode();
        if (instruction instanceof FieldInsnNode field) {
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            boolean isRead = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
            fields.add(new FieldUse(field.owner, field.name, field.desc, isStatic, isRead));
            types.descriptor(field.desc);
        } else if (instruction instanceof MethodInsnNode call) {
            boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
            add(new Call(call.owner, call.name, call.desc, opcode == Opcodes.INVOKESTATIC, isVirtual), types);
        } else if (instruction instanceof TypeInsnNode type) {
            types.internalName(type.desc);
            if (opcode == Opcodes.NEW) {
                made.add(type.desc);
            }
        } else if (instruction instanceof LdcInsnNode constant) {
            addConstant(constant.cst, types);
        } else if (instruction instanceof MultiANewArrayInsnNode array) {
            types.descriptor(array.desc);
        } else if (instruction instanceof InvokeDynamicInsnNode site) {
            types.descriptor(site.desc);
            addHandle(site.bsm, types);
            for (Object argument : site.bsmArgs) {
                addConstant(argument, types);
            }
            if (site.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
                interfaces.add(Type.getReturnType(site.desc).getInternalName());
            }
        } else if (instruction instanceof FrameNode frame) {
            addFrame(frame.local, types);
            addFrame(frame.stack, types);
        }
    }

    private void add(Call call, TypeNames types) {
        calls.add(call);
        types.descriptor(call.descriptor);
    }

    private void addConstant(Object constant, TypeNames types) {
        types.constant(constant);
        if (constant instanceof Handle handle) {
            addHandle(handle, types);
        } else if (constant instanceof ConstantDynamic dynamic) {
            addHandle(dynamic.getBootstrapMethod(), types);
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                addConstant(dynamic.getBootstrapMethodArgument(i), types);
            }
        }
    }

    private void addHandle(Handle handle, TypeNames types) {
        int tag = handle.getTag();
        if (tag <= Opcodes.H_PUTSTATIC) {
            boolean isStatic = tag == Opcodes.H_GETSTATIC || tag == Opcodes.H_PUTSTATIC;
            boolean isRead = tag == Opcodes.H_GETSTATIC || tag == Opcodes.H_GETFIELD;
            fields.add(new FieldUse(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic, isRead));
            types.descriptor(handle.getDesc());
            return;
        }
        if (tag == Opcodes.H_NEWINVOKESPECIAL) {
            made.add(handle.getOwner());
            types.internalName(handle.getOwner());
        }
        boolean isVirtual = tag == Opcodes.H_INVOKEVIRTUAL || tag == Opcodes.H_INVOKEINTERFACE;
        add(
                new Call(
                        handle.getOwner(),
                        handle.getName(),
                        handle.getDesc(),
                        tag == Opcodes.H_INVOKESTATIC,
                        isVirtual),
                types);
    }

    private static void addFrame(@Nullable List<Object> slots, TypeNames types) {
        if (slots != null) {
            for (Object slot : slots) {
                if (slot instanceof String name) {
                    types.internalName(name);
                }
            }
        }
    }

    /** Adds every class that the method mentions in any way. */
    void addTypesTo(Set<String> names) {
        names.addAll(types);
        names.addAll(interfaces);
        names.addAll(reflected);
        TypeNames owners = new TypeNames(names);
        fields.forEach(use -> owners.internalName(use.owner));
        calls.forEach(call -> owners.internalName(call.owner));
    }
}
