package io.picklejar.analyze;

import org.objectweb.asm.Type;

/** From the internal names of class files to classes, without initializing them. */
final class ClassNames {
    private ClassNames() {}

    /** The class that {@code internalName} means in the code of {@code context}; also an array class. */
    static Class<?> load(String internalName, Class<?> context) throws ClassNotFoundException {
        // A class that cannot be looked up by its name still knows itself.
        if (internalName.equals(Type.getInternalName(context))) {
            return context;
        }
        return Class.forName(internalName.replace('/', '.'), false, context.getClassLoader());
    }
}
