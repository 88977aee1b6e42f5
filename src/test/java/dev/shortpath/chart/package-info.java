/** The chart and deploy/, as a real Helm renders and a real API server takes them. */
package dev.shortpath.chart;
