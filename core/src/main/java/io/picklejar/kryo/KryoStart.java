package io.picklejar.kryo;

/**
 * Starts Kryo without {@code sun.misc.Unsafe}.
 *
 * <p>Kryo asks the system property {@code kryo.unsafe} once, when its {@code Util} is initialized. Left alone it calls
 * {@code Unsafe.arrayBaseOffset} there, for which JDK 24 and newer print four lines to the error stream: "WARNING: A
 * terminally deprecated method in sun.misc.Unsafe has been called …". So the property is set around that moment, unless
 * the user has set it, and removed again, since it is the user's. Measured with Kryo 5.6.2 on JDK 25.
 */
final class KryoStart {
    private static final String PROPERTY = "kryo.unsafe";

    static {
        boolean unset = System.getProperty(PROPERTY) == null;
        if (unset) {
            System.setProperty(PROPERTY, "false");
        }
        try {
            Class.forName("com.esotericsoftware.kryo.kryo5.util.Util", true, KryoStart.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError(e.getMessage());
        } finally {
            if (unset) {
                System.clearProperty(PROPERTY);
            }
        }
    }

    private KryoStart() {}

    /** Returns when Kryo may be used. */
    static void ensure() {
        // The static initializer did it.
    }
}
