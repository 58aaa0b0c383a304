package dev.powerlane.fit;

import java.util.Map;

/**
 * Where a fit's starts ended.
 *
 * @param total    how many starts were polished
 * @param agreeing how many of them ended at the best optimum
 * @param byStatus how many ended with each status
 */
public record StartSummary(int total, int agreeing, Map<Status, Integer> byStatus) {}
