package io.picklejar.reconstruct;

import io.picklejar.jvm.NewSites;
import io.picklejar.reconstruct.AccessChecks.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Replaces the instructions of a shipped class that use members of by-reference classes which are out of reach here, by
 * {@code invokedynamic} through {@link MemberBridge}.
 *
 * <p>What is decided by looking at the receiver's own classes: an instruction whose use is permitted stays as it is. Not
 * replaced are calls of {@code super(...)}, which only a constructor may make, and members of the JDK and of closed
 * modules; the origin does not let such code go without the class it belongs to.
 */
final class MemberBridges {
    private static final String BRIDGE = Type.getInternalName(MemberBridge.class);

    static final Handle USE = new Handle(
            Opcodes.H_INVOKESTATIC,
            BRIDGE,
            "use",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I"
                    + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
            false);
    private static final Handle HANDLE = new Handle(
            Opcodes.H_INVOKESTATIC,
            BRIDGE,
            "handle",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I"
                    + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/MethodHandle;",
            false);
    private static final Handle LAMBDA = new Handle(
            Opcodes.H_INVOKESTATIC,
            BRIDGE,
            "lambda",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    private final ClassNode node;
    private final AccessChecks checks;
    private final Predicate<String> isOpen;

    private MemberBridges(ClassNode node, AccessChecks checks, Predicate<String> isOpen) {
        this.node = node;
        this.checks = checks;
        this.isOpen = isOpen;
    }

    /**
     * Bridges what has to be bridged in a class.
     *
     * @param isOpen whether members of a class, by its internal name, may be found past access checks
     */
    static void insert(ClassNode node, AccessChecks checks, Predicate<String> isOpen) {
        if ((node.version & 0xFFFF) < Opcodes.V1_7) {
            return; // without invokedynamic; the origin knows
        }
        MemberBridges bridges = new MemberBridges(node, checks, isOpen);
        node.methods.forEach(bridges::insert);
    }

    private void insert(MethodNode method) {
        Map<MethodInsnNode, Integer> made =
                NewSites.in(node.name, method, call -> refuses(call.owner, key(call), Use.NEW));
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof FieldInsnNode use) {
                field(method, use);
            } else if (instruction instanceof MethodInsnNode call) {
                Integer copies = made.get(call);
                if (copies != null) {
                    construction(method, call, copies);
                } else if (!call.name.equals("<init>")) {
                    call(method, call);
                }
            } else if (instruction instanceof InvokeDynamicInsnNode site) {
                site(method, site);
            } else if (instruction instanceof LdcInsnNode constant) {
                constant.cst = constant(constant.cst);
            }
        }
    }

    private static String key(MethodInsnNode call) {
        return call.name + call.desc;
    }

    private boolean refuses(String owner, String key, Use use) {
        MemberTable declaring = checks.refusing(node.name, owner, key, use);
        return declaring != null && isOpen.test(declaring.name());
    }

    private void field(MethodNode method, FieldInsnNode use) {
        int opcode = use.getOpcode();
        boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        if (!refuses(use.owner, MemberTable.fieldKey(use.name, use.desc), isStatic ? Use.STATIC : Use.ON_OBJECT)) {
            return;
        }
        String receiver = isStatic ? "" : receiver(use.owner);
        int kind = switch (opcode) {
            case Opcodes.GETSTATIC -> Opcodes.H_GETSTATIC;
            case Opcodes.PUTSTATIC -> Opcodes.H_PUTSTATIC;
            case Opcodes.GETFIELD -> Opcodes.H_GETFIELD;
            default -> Opcodes.H_PUTFIELD;
        };
        boolean isRead = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
        String type = isRead ? "(" + receiver + ")" + use.desc : "(" + receiver + use.desc + ")V";
        method.instructions.set(use, bridge(use.name, type, kind, use.owner, use.desc));
    }

    private void call(MethodNode method, MethodInsnNode call) {
        int opcode = call.getOpcode();
        Use use = switch (opcode) {
            case Opcodes.INVOKESTATIC -> Use.STATIC;
            case Opcodes.INVOKESPECIAL -> Use.SUPER;
            default -> Use.ON_OBJECT;
        };
        if (!refuses(call.owner, key(call), use)) {
            return;
        }
        int kind = switch (opcode) {
            case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
            case Opcodes.INVOKESPECIAL -> Opcodes.H_INVOKESPECIAL;
            case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
            default -> Opcodes.H_INVOKEVIRTUAL;
        };
        String type = use == Use.STATIC ? call.desc : "(" + receiver(call.owner) + call.desc.substring(1);
        method.instructions.set(call, bridge(call.name, type, kind, call.owner, call.desc));
    }

    /**
     * {@code new C(...)}: the instruction {@code new} stays, since frames (JVMS 4.7.4) may speak of its object, but that
     * object is dropped unborn for the one that the bridge makes.
     */
    private void construction(MethodNode method, MethodInsnNode call, int copies) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        InsnList code = new InsnList();
        int local = method.maxLocals;
        int[] locals = new int[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            locals[i] = local;
            local += arguments[i].getSize();
        }
        for (int i = arguments.length - 1; i >= 0; i--) {
            code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ISTORE), locals[i]));
        }
        for (int i = 0; i < copies; i++) {
            code.add(new InsnNode(Opcodes.POP));
        }
        for (int i = 0; i < arguments.length; i++) {
            code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ILOAD), locals[i]));
        }
        String type = Type.getMethodDescriptor(Type.getObjectType(call.owner), arguments);
        code.add(bridge(call.name, type, Opcodes.H_NEWINVOKESPECIAL, call.owner, call.desc));
        if (copies == 1) {
            code.add(new InsnNode(Opcodes.POP));
        }
        for (int i = 2; i < copies; i++) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        method.maxLocals = Math.max(method.maxLocals, local);
        method.maxStack++; // the new object, where no argument and no copy made room for it
        method.instructions.insertBefore(call, code);
        method.instructions.remove(call);
    }

    private static InvokeDynamicInsnNode bridge(String name, String type, int kind, String owner, String descriptor) {
        return new InvokeDynamicInsnNode(MemberBridge.nameFor(name), type, USE, kind, owner, descriptor);
    }

    /** The object that a member is used of; as an {@code Object} if its class may not be named here. */
    private String receiver(String owner) {
        return checks.isNameable(owner) ? "L" + owner + ";" : "Ljava/lang/Object;";
    }

    private void site(MethodNode method, InvokeDynamicInsnNode site) {
        boolean isLambda = site.bsm.getOwner().equals(METAFACTORY);
        if (isLambda
                && site.bsmArgs.length > 2
                && site.bsmArgs[1] instanceof Handle implementation
                && refuses(implementation)) {
            List<Object> arguments = new ArrayList<>(List.of(
                    implementation.getTag(),
                    implementation.getOwner(),
                    implementation.getName(),
                    implementation.getDesc(),
                    implementation.isInterface() ? 1 : 0,
                    site.bsmArgs[0]));
            arguments.addAll(Arrays.asList(site.bsmArgs).subList(2, site.bsmArgs.length));
            method.instructions.set(site, new InvokeDynamicInsnNode(site.name, site.desc, LAMBDA, arguments.toArray()));
        } else {
            for (int i = 0; i < site.bsmArgs.length; i++) {
                site.bsmArgs[i] = constant(site.bsmArgs[i]);
            }
        }
    }

    private Object constant(Object constant) {
        if (constant instanceof Handle handle && refuses(handle) && (node.version & 0xFFFF) >= Opcodes.V11) {
            return new ConstantDynamic(
                    MemberBridge.nameFor(handle.getName()),
                    "Ljava/lang/invoke/MethodHandle;",
                    HANDLE,
                    handle.getTag(),
                    handle.getOwner(),
                    handle.getDesc());
        }
        if (constant instanceof ConstantDynamic dynamic) {
            @Nullable Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = constant(dynamic.getBootstrapMethodArgument(i));
            }
            return new ConstantDynamic(
                    dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
        }
        return constant;
    }

    private boolean refuses(Handle handle) {
        int tag = handle.getTag();
        boolean isField = tag <= Opcodes.H_PUTSTATIC;
        String key = isField
                ? MemberTable.fieldKey(handle.getName(), handle.getDesc())
                : handle.getName() + handle.getDesc();
        Use use = switch (tag) {
            case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC, Opcodes.H_INVOKESTATIC -> Use.STATIC;
            case Opcodes.H_INVOKESPECIAL -> Use.SUPER;
            case Opcodes.H_NEWINVOKESPECIAL -> Use.NEW;
            default -> Use.ON_OBJECT;
        };
        return refuses(handle.getOwner(), key, use);
    }
}
