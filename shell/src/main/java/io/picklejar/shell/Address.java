package io.picklejar.shell;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a cluster's REST endpoint listens.
 *
 * @param host a name or address; IPv6 in brackets
 * @param port 1 to 65535
 */
record Address(String host, int port) {
    /**
     * The address in {@code host:port}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port <= 0xffff) {
                return new Address(text.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(problem(text), e);
        }
        throw new IllegalArgumentException(problem(text));
    }

    private static String problem(String text) {
        return "'" + text + "' is not host:port, as in localhost:8081";
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<Address> {
        @Override
        public Address convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
