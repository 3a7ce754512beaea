import type { Behaviour } from '../../resources/contract.js';
import { chargeRatesByOwner } from './charge-rates.js';
import { documentsBecomeOthers, recurringInvoicesProcess } from './conversions.js';
import { documentsAddUp, documentsNeedParty } from './documents-add-up.js';
import { expensesReview, expensesStart } from './expenses.js';
import { invoiceLinesNeedClient } from './invoice-lines.js';
import { itemStockAppendOnly } from './item-stock.js';
import { documentLineRoutes } from './line-routes.js';
import { documentsListedByProgress } from './list-filters.js';
import {
  accountsIds,
  contractsNextRef,
  invoicesNumbered,
  recurringInvoicesBelowZero,
} from './numbers.js';
import {
  contractsApproval,
  invoicesPrinted,
  invoicesVoid,
  quotationsApproval,
} from './outcomes.js';
import { purchasesCounted } from './purchasing.js';
import { quotationRowsOnRequest } from './quotation-rows.js';

/** Quotations, orders, invoices, contracts and what they are made of. */
export const documentBehaviours: readonly Behaviour[] = [
  chargeRatesByOwner,
  ...documentsBecomeOthers,
  recurringInvoicesProcess,
  ...documentsNeedParty,
  ...documentsAddUp,
  expensesStart,
  expensesReview,
  invoiceLinesNeedClient,
  itemStockAppendOnly,
  ...documentLineRoutes,
  ...documentsListedByProgress,
  invoicesNumbered,
  recurringInvoicesBelowZero,
  contractsNextRef,
  ...accountsIds,
  invoicesVoid,
  invoicesPrinted,
  quotationsApproval,
  contractsApproval,
  purchasesCounted,
  quotationRowsOnRequest,
];
