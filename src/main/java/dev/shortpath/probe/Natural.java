package dev.shortpath.probe;

import java.util.Comparator;

/** The order in which people count: nvme2 before nvme10. Names without digits are in the order of their characters. */
final class Natural {
    static final Comparator<String> ORDER = Natural::compare;

    private Natural() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = end(a, i);
                int endB = end(b, j);
                String left = a.substring(i, endA).replaceFirst("^0+", "");
                String right = b.substring(j, endB).replaceFirst("^0+", "");
                int order = left.length() == right.length() ? left.compareTo(right) : left.length() - right.length();
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else if (a.charAt(i) != b.charAt(j)) {
                return a.charAt(i) - b.charAt(j);
            } else {
                i++;
                j++;
            }
        }
        int rest = (a.length() - i) - (b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
