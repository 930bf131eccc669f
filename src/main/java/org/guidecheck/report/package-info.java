/** What people see. */
package org.guidecheck.report;
