/** What guidance does in special cases, of which more is known than of general laws. */
package org.guidecheck.claim.cases;
