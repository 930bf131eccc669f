/** Hunts as Apache Spark tasks. The few words and numbers of a task determine its result. */
package org.guidecheck.spark;
