package io.picklejar.analyze;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The classes that a method asks for by a string: {@code Class.forName}, {@code ClassLoader.loadClass}, {@code
 * Lookup.findClass}.
 *
 * <p>The string is known if it is a literal, perhaps by way of a local variable, or a static final field that is set to a
 * literal. Code that asks by a string is prepared for the answer that there is no such class, so that the receiver need
 * not have it.
 *
 * @param literal the internal names of the classes
 * @param computed the calls whose string is not known: {@code Class.forName}
 */
record RuntimeNames(Set<String> literal, Set<String> computed) {
    private static final RuntimeNames NONE = new RuntimeNames(Set.of(), Set.of());

    static RuntimeNames of(ClassModel model, MethodNode method) {
        Frame<SourceValue>[] frames = null;
        RuntimeNames names = NONE;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && asksForClass(call)) {
                if (frames == null) {
                    names = new RuntimeNames(new LinkedHashSet<>(), new LinkedHashSet<>());
                    frames = analyze(model, method);
                }
                names.add(model, call, frames == null ? null : frames[method.instructions.indexOf(call)]);
            }
        }
        return names;
    }

    private static boolean asksForClass(MethodInsnNode call) {
        if (!call.desc.endsWith(")Ljava/lang/Class;")) {
            return false;
        }
        boolean byName = call.desc.equals("(Ljava/lang/String;)Ljava/lang/Class;");
        return switch (call.name) {
            case "forName" -> call.owner.equals("java/lang/Class");
            case "loadClass" -> byName;
            case "findClass" -> byName && call.owner.equals("java/lang/invoke/MethodHandles$Lookup");
            default -> false;
        };
    }

    private static Frame<SourceValue> @Nullable [] analyze(ClassModel model, MethodNode method) {
        SourceInterpreter copiesAreTransparent = new SourceInterpreter(Opcodes.ASM9) {
            @Override
            public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
                return value;
            }
        };
        try {
            return new Analyzer<>(copiesAreTransparent).analyze(model.node().name, method);
        } catch (AnalyzerException notUnderstood) {
            return null;
        }
    }

    private void add(ClassModel model, MethodInsnNode call, @Nullable Frame<SourceValue> frame) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        int name = 0;
        while (!arguments[name].getClassName().equals("java.lang.String")) {
            name++; // forName(Module, String)
        }
        String owner = call.owner.substring(call.owner.lastIndexOf('/') + 1).replace('$', '.');
        if (frame == null) {
            computed.add(owner + "." + call.name);
            return;
        }
        for (AbstractInsnNode source : frame.getStack(frame.getStackSize() - arguments.length + name).insns) {
            String text = textOf(model, source);
            if (text == null) {
                computed.add(owner + "." + call.name);
            } else {
                literal.add(internalName(text));
            }
        }
    }

    private static @Nullable String textOf(ClassModel model, AbstractInsnNode source) {
        if (source instanceof LdcInsnNode constant) {
            return constant.cst instanceof String text ? text : null;
        }
        if (source instanceof FieldInsnNode use && use.getOpcode() == Opcodes.GETSTATIC) {
            Class<?> owner = model.resolve(use.owner);
            ClassModel declaring = owner == null ? null : ClassModel.of(owner);
            FieldNode field = declaring == null ? null : declaring.field(use.name, use.desc);
            boolean isFinal = field != null && (field.access & Opcodes.ACC_FINAL) != 0;
            return declaring == null || field == null || !isFinal
                    ? null
                    : field.value instanceof String text ? text : setTo(declaring, field);
        }
        return null;
    }

    /** The literal that the static initializer sets the field to, if it does that at one place. */
    private static @Nullable String setTo(ClassModel declaring, FieldNode field) {
        MethodNode initializer = declaring.method("<clinit>()V");
        String text = null;
        int writes = 0;
        if (initializer != null) {
            for (AbstractInsnNode instruction : initializer.instructions) {
                if (instruction instanceof FieldInsnNode use
                        && use.getOpcode() == Opcodes.PUTSTATIC
                        && use.name.equals(field.name)
                        && use.owner.equals(declaring.node().name)) {
                    writes++;
                    text = use.getPrevious() instanceof LdcInsnNode constant && constant.cst instanceof String literal
                            ? literal
                            : null;
                }
            }
        }
        return writes == 1 ? text : null;
    }

    /** From a binary name, also of an array class: {@code [Lcom.acme.Job;}. */
    private static String internalName(String binaryName) {
        String element = binaryName.substring(binaryName.lastIndexOf('[') + 1);
        boolean isArray = element.length() < binaryName.length();
        return (isArray && element.endsWith(";") ? element.substring(1, element.length() - 1) : element)
                .replace('.', '/');
    }
}
