package io.picklejar.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A mixed graph of 1,000 objects of the user's (100 customers, 200 orders of three lines, 100 products), and the collections,
 * maps, strings and boxed numbers that they hold. Products, customers and strings are shared; customers and orders refer
 * to each other.
 */
@SuppressWarnings({"serial", "NullAway.Init"}) // fields are public and not final, for peers that need it so
public final class OrderBook implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int CUSTOMERS = 100;
    private static final int ORDERS = 200;
    private static final int LINES = 3;
    private static final int PRODUCTS = 100;

    public List<Customer> customers = new ArrayList<>();
    public Map<String, Order> orders = new LinkedHashMap<>();

    /** Made by {@link #sample} and by peers. */
    public OrderBook() {}

    /** Somebody who orders. */
    public static final class Customer implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name;
        public String city;
        public Customer friend;
        public List<Order> orders = new ArrayList<>();
        public Map<String, Integer> points = new HashMap<>();
    }

    /** An order, which knows its customer. */
    public static final class Order implements Serializable {
        private static final long serialVersionUID = 1L;
        public long number;
        public Customer customer;
        public double total;
        public List<Line> lines = new ArrayList<>();
        public Set<String> tags = new HashSet<>();
    }

    /** A line of an order. */
    public static final class Line implements Serializable {
        private static final long serialVersionUID = 1L;
        public Product product;
        public int count;
    }

    /** What is ordered, by many. */
    public static final class Product implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name;
        public long price;
        public String unit;
    }

    /** Always the same graph. */
    static OrderBook sample() {
        Random random = new Random(17);
        String[] cities = {"Amsterdam", "Zürich", "Lisboa", "東京"};
        String[] tags = {"express", "gift", "late", "returned"};
        OrderBook book = new OrderBook();
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            Product product = new Product();
            product.name = "product " + i;
            product.price = random.nextInt(100_000);
            product.unit = i % 2 == 0 ? "piece" : "kg";
            products.add(product);
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            Customer customer = new Customer();
            customer.name = "customer " + i;
            customer.city = cities[random.nextInt(cities.length)];
            customer.friend = i == 0 ? customer : book.customers.get(random.nextInt(i));
            customer.points.put(tags[i % tags.length], i);
            book.customers.add(customer);
        }
        for (int i = 0; i < ORDERS; i++) {
            Order order = new Order();
            order.number = 1_000_000L + i;
            order.customer = book.customers.get(random.nextInt(CUSTOMERS));
            order.customer.orders.add(order);
            order.tags.add(tags[random.nextInt(tags.length)]);
            for (int k = 0; k < LINES; k++) {
                Line line = new Line();
                line.product = products.get(random.nextInt(PRODUCTS));
                line.count = 1 + random.nextInt(9);
                order.total += line.count * line.product.price;
                order.lines.add(line);
            }
            book.orders.put("order " + i, order);
        }
        return book;
    }

    /** All of the graph in words, with a number for each object: equal for isomorphic graphs, and for no others. */
    private String describe() {
        IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Customer each : customers) {
            text.append(number(each, numbers))
                    .append(each.name)
                    .append(each.city)
                    .append(each.points);
            text.append(number(each.friend, numbers)).append('\n');
            each.orders.forEach(order -> text.append(number(order, numbers)).append(','));
        }
        orders.forEach((key, order) -> {
            text.append(key).append(number(order, numbers)).append(order.number).append(order.total);
            text.append(number(order.customer, numbers)).append(order.tags).append('\n');
            for (Line line : order.lines) {
                Product product = line.product;
                text.append(number(line, numbers)).append(line.count).append(number(product, numbers));
                text.append(product.name)
                        .append(product.price)
                        .append(product.unit)
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static String number(Object object, IdentityHashMap<Object, Integer> numbers) {
        return "#" + numbers.computeIfAbsent(object, each -> numbers.size()) + " ";
    }

    /** Whether the graphs have the same shape and content. */
    static boolean agree(Object one, Object other) {
        return ((OrderBook) one).describe().equals(((OrderBook) other).describe());
    }
}
