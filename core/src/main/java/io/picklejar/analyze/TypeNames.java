package io.picklejar.analyze;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.AnnotationNode;

/** Collects the internal names of classes from the places where class files mention them. */
final class TypeNames {
    private final Set<String> names;

    TypeNames(Set<String> names) {
        this.names = names;
    }

    void internalName(@Nullable String name) {
        if (name != null) {
            type(Type.getObjectType(name));
        }
    }

    void internalNames(@Nullable List<String> list) {
        if (list != null) {
            list.forEach(this::internalName);
        }
    }

    /** A field or method descriptor; JVMS 4.3. */
    void descriptor(String descriptor) {
        type(Type.getType(descriptor));
    }

    void type(Type type) {
        switch (type.getSort()) {
            case Type.ARRAY -> type(type.getElementType());
            case Type.OBJECT -> names.add(type.getInternalName());
            case Type.METHOD -> {
                for (Type argument : type.getArgumentTypes()) {
                    type(argument);
                }
                type(type.getReturnType());
            }
            default -> {
                // a primitive type names no class
            }
        }
    }

    /** A generic signature of a class, method or field; JVMS 4.7.9.1. */
    void signature(@Nullable String signature) {
        if (signature != null) {
            new SignatureReader(signature).accept(new SignatureNames());
        }
    }

    /** What {@code visit…Annotation} of a parameter list gave: one list for each parameter, or null. */
    void parameterAnnotations(@Nullable List<AnnotationNode> @Nullable [] parameters) {
        if (parameters != null) {
            for (List<AnnotationNode> annotations : parameters) {
                annotations(annotations);
            }
        }
    }

    /** Follows the names of inner classes of generic ones: {@code LOuter<TT;>.Inner;} is {@code Outer$Inner}. */
    private final class SignatureNames extends SignatureVisitor {
        private final Deque<String> open = new ArrayDeque<>();

        SignatureNames() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitClassType(String name) {
            open.push(name);
        }

        @Override
        public void visitInnerClassType(String name) {
            open.push(open.pop() + "$" + name);
        }

        @Override
        public void visitEnd() {
            internalName(open.pop());
        }
    }

    /** A loadable constant; JVMS 4.4. The owner of a method handle is left to the caller. */
    void constant(Object constant) {
        if (constant instanceof Type type) {
            type(type);
        } else if (constant instanceof Handle handle) {
            descriptor(handle.getDesc());
        } else if (constant instanceof ConstantDynamic dynamic) {
            descriptor(dynamic.getDescriptor());
            // javac hides the class of an enum label of a pattern switch in ClassDesc.of("a.B").
            boolean describesClass = false;
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                Object argument = dynamic.getBootstrapMethodArgument(i);
                if (argument instanceof Handle handle && handle.getOwner().equals("java/lang/constant/ClassDesc")) {
                    describesClass = true;
                } else if (describesClass && argument instanceof String name) {
                    names.add(name.replace('.', '/'));
                }
                constant(argument);
            }
        }
    }

    void annotations(@Nullable List<? extends AnnotationNode> annotations) {
        if (annotations != null) {
            annotations.forEach(this::annotation);
        }
    }

    private void annotation(AnnotationNode annotation) {
        descriptor(annotation.desc);
        if (annotation.values != null) {
            annotation.values.forEach(this::annotationValue);
        }
    }

    /** The value of an annotation's element: a class, a nested annotation, an enum constant, a list of these. */
    void annotationValue(@Nullable Object value) {
        if (value instanceof Type type) {
            type(type);
        } else if (value instanceof AnnotationNode nested) {
            annotation(nested);
        } else if (value instanceof String[] enumConstant) {
            descriptor(enumConstant[0]);
        } else if (value instanceof List<?> list) {
            list.forEach(this::annotationValue);
        }
    }
}
