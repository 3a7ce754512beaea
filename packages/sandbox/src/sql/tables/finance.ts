import type { TableMaps } from './table-map.js';

/** What is sold and invoiced, and the reports themselves. */
export const financeTables: TableMaps = {
  CONTRACTHEADER: {
    records: ['contracts'],
    int: 'CHid=id CHarea=client_id CHSite=site_id CHstatus=status CHslaid=sla_id chbillingdescription=billingdescription',
    float: 'CHNumberofUnitsFree=numberofunitsfree CHPeriodChargeAmount=periodchargeamount CHChargeHoursPerPeriod=chargehoursperperiod',
    text: 'CHcontractRef=ref CHNote=note',
    datetime: 'CHstartdate=start_date CHenddate=end_date',
    bit: 'chactive=active',
  },
  INVOICEHEADER: {
    records: ['invoices'],
    int: 'IHid=id IHaarea=client_id IHsitenumber=site_id IHuid=user_id IHchid=contract_id IHPaymentStatus=paymentstatus IHFaultid=ticket_id',
    sum: 'IHAmountPaid=amountpaid IHAmountDue=amountdue',
    text: 'IHInvoiceNumber=invoicenumber IH3rdPartyInvoiceNumber=thirdpartyinvoicenumber IHname=client_name IHReference=reference IHNotes_1=notes_1',
    datetime: 'IHInvoice_Date=invoice_date IHDue_Date=duedate IHDatePosted=dateposted ihdatepaid=datepaid',
    bit: 'IHPosted=posted',
  },
  INVOICEDETAIL: {
    records: ['invoices'],
    members: { list: 'lines', link: 'ihid' },
    int: 'IDid=id IdIHid=ihid ID_ItemID=_itemid IDFaultid=faultid IDCHID=chid',
    float:
      'IDQty_Order=qty_order IDUnit_Price=unit_price IDUnit_Cost=unit_cost IDNet_Amount=net_amount IDTax_Amount=tax_amount IDTax_Rate=tax_rate',
    text: 'IDItem_ShortDescription=item_shortdescription IDItem_LongDescription=item_longdescription IDNominal_Code=nominal_code',
  },
  TAX: { records: ['taxes'], int: 'TaxID=id', float: 'TaxValue=value', text: 'TaxDescription=name TaxCode=code' },
  CURRENCY: { records: ['currencies'], int: 'Cid=id', float: 'Crate=conversion_rate', text: 'Cname=name Ccode=code Cdesc=symbol' },
  ANALYZERPROFILE: {
    records: ['reports'],
    int: 'APid=id APGroupID=group_id APtype=type APChartType=charttype',
    text: 'APTitle=name APSQL=sql APDesc=description APpublishedID=published_id',
    datetime: 'aplastrundate=last_run_date',
  },
};
