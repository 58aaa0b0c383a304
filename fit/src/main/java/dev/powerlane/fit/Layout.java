package dev.powerlane.fit;

import java.util.Set;
import java.util.stream.IntStream;

/** Where the coordinates of groups stand in one vector: first those that all groups share, then each group's own, group by group. */
final class Layout {
    private final int groups;
    /** The places of the shared ones, and of the others, among a law's coordinates. */
    private final int[] shared;
    private final int[] own;
    /** For each of a law's coordinates its place in the first group's vector. */
    private final int[] places;

    Layout(Coordinates coordinates, Set<Integer> shared, int groups) {
        this.groups = groups;
        this.shared = IntStream.range(0, coordinates.size()).filter(shared::contains).toArray();
        this.own = IntStream.range(0, coordinates.size()).filter(j -> !shared.contains(j)).toArray();
        places = new int[coordinates.size()];
        for (int i = 0; i < this.shared.length; i++) {
            places[this.shared[i]] = i;
        }
        for (int i = 0; i < own.length; i++) {
            places[own[i]] = this.shared.length + i;
        }
    }

    /** One group that shares nothing: the vector is the law's coordinates. */
    static Layout single(Coordinates coordinates) {
        return new Layout(coordinates, Set.of(), 1);
    }

    int groups() {
        return groups;
    }

    int[] shared() {
        return shared;
    }

    int[] own() {
        return own;
    }

    /** The number of a law's coordinates. */
    int p() {
        return places.length;
    }

    /** The length of the vector. */
    int size() {
        return shared.length + groups * own.length;
    }

    /** Where coordinate j of a group stands. */
    int place(int group, int j) {
        return places[j] < shared.length ? places[j] : places[j] + group * own.length;
    }

    /** Which of a law's coordinates stands at a place of the vector. */
    int coordinate(int place) {
        return place < shared.length ? shared[place] : own[(place - shared.length) % own.length];
    }

    /** The group that a place belongs to; -1 for a shared one. */
    int group(int place) {
        return place < shared.length ? -1 : (place - shared.length) / own.length;
    }

    /** One group's coordinates. */
    double[] of(double[] vector, int group) {
        return IntStream.range(0, p()).mapToDouble(j -> vector[place(group, j)]).toArray();
    }

    /** A vector of one value for each place, from one for each of a law's coordinates. */
    double[] spread(double[] values) {
        return IntStream.range(0, size()).mapToDouble(place -> values[coordinate(place)]).toArray();
    }
}
